"""How much an answer's gradient at an input far back is worth: attention, LSTM and tanh RNN."""
