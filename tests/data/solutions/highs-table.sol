Columns
    Index Status        Lower        Upper       Primal         Dual  Name
        0     UB            0            3            3           -1  X
        1     BS            0          inf      1.16667            0  Y
        2     BS            0          inf     0.333333            0  Z
Rows
    Index Status        Lower        Upper       Primal         Dual  Name
        0     LB          4.5          inf          4.5            2  C1
        1     BS         -inf            2      1.83333           -0  C2
        2     FX            1            1            1         -0.5  C3

Model status: Optimal

Objective value: 5.5
