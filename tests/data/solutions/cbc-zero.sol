Optimal - objective value 0.00000000
      0 X                      0                       1
      1 Y                      0                       1
