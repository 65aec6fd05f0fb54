"""What the model is held against. Fitting comes later; now: the macro table of the calibration world."""
