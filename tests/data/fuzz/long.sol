x 1e400
my col -1e-400
