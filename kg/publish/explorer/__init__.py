"""What the explorer shows: a drawn network, or its hubs with clusters where it is too large to draw whole."""
