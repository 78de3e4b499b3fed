# Embeds the files below DIRECTORY (of the source tree) whose names end in SUFFIX into the program:
# the generated source defines NAMESPACE::embedded_files(), a view of their paths below DIRECTORY,
# without SUFFIX, and their texts. Names that begin with a dot are taken, too. Sets VARIABLE to that
# source.
function(migrate_embed_files variable namespace directory suffix)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${directory}/*${suffix})
  string(REPLACE "::" "_" name ${namespace})
  set(output ${CMAKE_BINARY_DIR}/generated/${name}_files.cc)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${namespace} -DROOT=${CMAKE_SOURCE_DIR}
            -DDIRECTORY=${directory} -DSUFFIX=${suffix} -DOUTPUT=${output}
            -P ${CMAKE_SOURCE_DIR}/cmake/generate_embedded_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/generate_embedded_files.cmake
    VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()
