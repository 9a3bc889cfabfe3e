"""Networks of the dataset's entities, in the formats of the tools that draw and measure networks."""
