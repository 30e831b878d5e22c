<?xml version = "1.0" encoding="UTF-8" standalone="yes"?>
<CPLEXSolution version="1.2">
 <header problemName="model.lp" objectiveValue="5.5" solutionTypeValue="1" solutionTypeString="basic" solutionStatusValue="1" solutionStatusString="optimal" solutionMethodString="dual" primalFeasible="1" dualFeasible="1" simplexIterations="3" writeLevel="1"/>
 <quality epRHS="1e-06" epOpt="1e-06" maxPrimalInfeas="0" maxDualInfeas="0" maxPrimalResidual="0" maxDualResidual="0" maxX="3" maxPi="2" maxSlack="0.1" maxRedCost="1" kappa="6"/>
 <linearConstraints>
  <constraint name="C1" index="0" status="LL" slack="0" dual="2"/>
  <constraint name="C2" index="1" status="BS" slack="0.16666666666666674" dual="0"/>
  <constraint name="C3" index="2" status="LL" slack="0" dual="-0.5"/>
 </linearConstraints>
 <variables>
  <variable name="X" index="0" status="UL" value="3" reducedCost="-1"/>
  <variable name="Y" index="1" status="BS" value="1.1666666666666667" reducedCost="0"/>
  <variable name="Z" index="2" status="BS" value="0.33333333333333331" reducedCost="0"/>
 </variables>
</CPLEXSolution>
