Optimal - objective value 5.50000000
      0 X                      3                      -1
      1 Y              1.1666667                       0
      2 Z             0.33333333                       0
