"""The dataset as a whole: what it is, how large it is, what is in it, and how it is found and cited."""
