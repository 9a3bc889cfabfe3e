"""The dataset as a whole: its description, citation, statistics, lists, search index and sitemap."""
