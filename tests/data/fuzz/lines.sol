x 0.4
my col 1.8
