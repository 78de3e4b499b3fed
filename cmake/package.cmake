# `make package`: migrate_VERSION_ARCHITECTURE.deb by CPack. The library is not part of it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME migrate)
set(CPACK_PACKAGE_VENDOR "The migrate authors")
set(CPACK_PACKAGE_CONTACT "The migrate authors <maintainers@migrate.invalid>" CACHE STRING
    "maintainer of the package, NAME <ADDRESS>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "change database schemas with plain SQL files")
set(CPACK_PACKAGE_DESCRIPTION
"Revisions are plain SQL files that form a graph with branches and merges.
Scripts run in transactions as far as their statements allow, and a run that
was cut off goes on where it stopped. For PostgreSQL and SQLite.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Another tool of this name that some distributions have installs the same file.
set(CPACK_DEBIAN_PACKAGE_CONFLICTS golang-migrate)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# What Debian asks of every package, and what it keeps elsewhere or compressed.
find_program(GZIP_PROGRAM gzip)
if(NOT GZIP_PROGRAM)
  return()
endif()
set(doc ${CMAKE_INSTALL_DATADIR}/doc/migrate)
configure_file(packaging/changelog.in ${MIGRATE_WRITTEN}/changelog.Debian @ONLY)
configure_file(CHANGELOG.md ${MIGRATE_WRITTEN}/changelog COPYONLY)
foreach(page migrate.1 changelog changelog.Debian)
  add_custom_command(OUTPUT ${MIGRATE_WRITTEN}/${page}.gz
                     COMMAND ${GZIP_PROGRAM} -9nkf ${MIGRATE_WRITTEN}/${page}
                     DEPENDS ${MIGRATE_WRITTEN}/${page} VERBATIM)
  list(APPEND compressed ${MIGRATE_WRITTEN}/${page}.gz)
endforeach()
add_custom_target(compressed DEPENDS ${compressed})
add_dependencies(installable compressed)
install(FILES ${MIGRATE_WRITTEN}/migrate.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${MIGRATE_WRITTEN}/migrate.zsh RENAME _migrate
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${MIGRATE_WRITTEN}/changelog.gz ${MIGRATE_WRITTEN}/changelog.Debian.gz
              packaging/copyright
        DESTINATION ${doc} COMPONENT debian EXCLUDE_FROM_ALL)
include(CPack)
