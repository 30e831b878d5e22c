Optimal - objective value             5.5
      0 X                      3                      -1
      1 Y              1.1666667                       0
      2 Z             0.33333333                       0
