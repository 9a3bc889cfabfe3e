"""Networks of the dataset's things, written for the tools that draw and measure networks."""
