# Embeds sql/<engine>/**/*.sql into the engine's room: own_sql("history/read") finds
# sql/<engine>/history/read.sql. Sets MIGRATE_EMBEDDED_<engine> to the generated source.
function(migrate_embed_sql engine)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/${engine}/*.sql)
  set(output ${CMAKE_BINARY_DIR}/generated/${engine}_sql.cc)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DENGINE=${engine} -DROOT=${CMAKE_SOURCE_DIR}/sql/${engine}
            -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/generate_embedded_sql.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/generate_embedded_sql.cmake
    VERBATIM)
  set(MIGRATE_EMBEDDED_${engine} ${output} PARENT_SCOPE)
endfunction()
