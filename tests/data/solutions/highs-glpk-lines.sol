c Problem:    model
c Rows:       4
c Columns:    3
c Non-zeros:  9
c Status:     OPTIMAL
c Objective:  COST = 5.5 (MINimum)
c
s bas 4 3 f f 5.5
i 1 b 5.5 0
i 2 l 4.5 2
i 3 b 1.8333333333333 0
i 4 s 1 -0.5
j 1 u 3 -1
j 2 b 1.1666666666667 0
j 3 b 0.3333333333333 0
e o f
