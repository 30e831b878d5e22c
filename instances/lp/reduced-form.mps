* microlp 0.7.0 says 1.0e-6: it is off rows by 5e-8, and the errors add up along the chain.
* Found by ironproof bench accuracy --shrink in a mechanism of 40 types.
* truth: optimal 0
NAME reduced-form
OBJSENSE
    MAX
ROWS
 N COST
 E TAIL(g1,40)
 L TAIL(g1,39)
 L TAIL(g1,38)
 L TAIL(g1,37)
 L IC(g1,4,3)
 L IC(g1,4,5)
 L IC(g1,5,4)
 L IC(g1,5,6)
 L IC(g1,6,5)
 L IC(g1,6,7)
 L IC(g1,7,6)
 L IC(g1,7,8)
 L IC(g1,8,7)
 L IC(g1,8,9)
 L IC(g1,9,8)
 L IC(g1,9,10)
 L IC(g1,10,9)
 L IC(g1,10,11)
 L IC(g1,11,10)
 L IC(g1,28,27)
 L IC(g1,29,28)
 L IC(g1,29,30)
 L IC(g1,30,29)
 L IC(g1,30,31)
 L IC(g1,31,30)
 L IC(g1,31,32)
 L IC(g1,32,31)
 L IC(g1,32,33)
 L IC(g1,33,32)
 L IC(g1,33,34)
 L IC(g1,34,33)
 L IC(g1,34,35)
 L IC(g1,35,34)
 L IC(g1,35,36)
 L IC(g1,36,35)
 L IC(g1,36,37)
 L IC(g1,37,36)
 L IC(g1,37,38)
 L IC(g1,38,37)
 L IC(g1,38,39)
 L IC(g1,39,38)
 L IC(g1,39,40)
 L IC(g1,40,39)
COLUMNS
 Q(g1,1) COST 0
 Q(g1,2) COST 0
 Q(g1,3) IC(g1,4,3) 1
 Q(g1,4) IC(g1,4,5) -1.1
 Q(g1,4) IC(g1,5,4) 1
 Q(g1,5) IC(g1,5,6) -1.1
 Q(g1,5) IC(g1,6,5) 1
 Q(g1,6) IC(g1,6,7) -1.1
 Q(g1,6) IC(g1,7,6) 1
 Q(g1,7) IC(g1,7,8) -1.2
 Q(g1,7) IC(g1,8,7) 1
 Q(g1,8) IC(g1,8,9) -1.2
 Q(g1,8) IC(g1,9,8) 1
 Q(g1,9) IC(g1,9,10) -1.2
 Q(g1,9) IC(g1,10,9) 1
 Q(g1,10) IC(g1,10,11) -1.2
 Q(g1,10) IC(g1,11,10) 1
 Q(g1,11) COST 0
 Q(g1,12) COST 0
 Q(g1,13) COST 0
 Q(g1,14) COST 0
 Q(g1,15) COST 0
 Q(g1,27) IC(g1,28,27) 2
 Q(g1,28) COST 0.04
 Q(g1,28) IC(g1,29,28) 2
 Q(g1,29) COST 0.04
 Q(g1,29) IC(g1,29,28) -2
 Q(g1,29) IC(g1,29,30) -2
 Q(g1,29) IC(g1,30,29) 2
 Q(g1,30) COST 0.04
 Q(g1,30) IC(g1,29,30) 2
 Q(g1,30) IC(g1,30,29) -2
 Q(g1,30) IC(g1,30,31) -2
 Q(g1,30) IC(g1,31,30) 2
 Q(g1,31) COST 0.04
 Q(g1,31) IC(g1,30,31) 2
 Q(g1,31) IC(g1,31,30) -2
 Q(g1,31) IC(g1,31,32) -2
 Q(g1,31) IC(g1,32,31) 1.8
 Q(g1,32) COST 0.04
 Q(g1,32) IC(g1,31,32) 2
 Q(g1,32) IC(g1,32,31) -2
 Q(g1,32) IC(g1,32,33) -2
 Q(g1,32) IC(g1,33,32) 1.8
 Q(g1,33) IC(g1,32,33) 2
 Q(g1,33) IC(g1,33,32) -2
 Q(g1,33) IC(g1,33,34) -2
 Q(g1,33) IC(g1,34,33) 1.8
 Q(g1,34) IC(g1,33,34) 2
 Q(g1,34) IC(g1,34,33) -2
 Q(g1,34) IC(g1,34,35) -2
 Q(g1,34) IC(g1,35,34) 1.8
 Q(g1,35) COST 0.04
 Q(g1,35) IC(g1,34,35) 2
 Q(g1,35) IC(g1,35,34) -2
 Q(g1,35) IC(g1,35,36) -2
 Q(g1,35) IC(g1,36,35) 1.9
 Q(g1,36) IC(g1,35,36) 2
 Q(g1,36) IC(g1,36,35) -2
 Q(g1,36) IC(g1,36,37) -2
 Q(g1,36) IC(g1,37,36) 2
 Q(g1,37) TAIL(g1,37) -0.02
 Q(g1,37) IC(g1,36,37) 1.9
 Q(g1,37) IC(g1,37,36) -2
 Q(g1,37) IC(g1,37,38) -2
 Q(g1,37) IC(g1,38,37) 2
 Q(g1,38) TAIL(g1,38) -0.02
 Q(g1,38) IC(g1,37,38) 1.9
 Q(g1,38) IC(g1,38,37) -2
 Q(g1,38) IC(g1,38,39) -2
 Q(g1,38) IC(g1,39,38) 2
 Q(g1,39) TAIL(g1,39) -0.02
 Q(g1,39) IC(g1,38,39) 2
 Q(g1,39) IC(g1,39,38) -2
 Q(g1,39) IC(g1,39,40) -2
 Q(g1,39) IC(g1,40,39) 2
 Q(g1,40) COST 0.04
 Q(g1,40) TAIL(g1,40) -0.02
 Q(g1,40) IC(g1,39,40) 2
 Q(g1,40) IC(g1,40,39) -2
 R(g1,39) TAIL(g1,39) 1
 R(g1,39) TAIL(g1,38) -1
 R(g1,38) TAIL(g1,37) -1
RHS
BOUNDS
ENDATA
