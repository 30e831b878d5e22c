Infeasible - objective value 1.00000000
      0 c                      1                       0
**       1 d                      1                       0
      0 x                      1                       0
