# Writes the headers below ROOT that an installed tree has to OUTPUT, including each other from there.
file(GLOB_RECURSE headers RELATIVE ${ROOT} ${ROOT}/*.h)
list(FILTER headers EXCLUDE REGEX "^(postgresql|sqlite)/")
file(REMOVE_RECURSE ${OUTPUT})
foreach(header ${headers})
  file(READ ${ROOT}/${header} text)
  string(REPLACE "#include \"lib/" "#include \"migrate/" text "${text}")
  file(WRITE ${OUTPUT}/${header} "${text}")
endforeach()
