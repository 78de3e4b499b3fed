# What `make install` and `make package` put where.
#
# Components: `program` (the program, its page and completions), `development` (the library) and
# `debian` (what only a .deb has; left out unless asked for).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The page and the completions are written by the program that they describe.
set(MIGRATE_WRITTEN ${CMAKE_BINARY_DIR}/written)
file(MAKE_DIRECTORY ${MIGRATE_WRITTEN})
add_executable(write_manual cmd/migrate/write_manual.cc)
target_link_libraries(write_manual PRIVATE migrate_cmd)
add_custom_command(OUTPUT ${MIGRATE_WRITTEN}/migrate.1
                   COMMAND write_manual ${MIGRATE_WRITTEN}/migrate.1
                   DEPENDS write_manual VERBATIM)
set(written ${MIGRATE_WRITTEN}/migrate.1)
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT ${MIGRATE_WRITTEN}/migrate.${shell}
                     COMMAND migrate completion ${shell} > ${MIGRATE_WRITTEN}/migrate.${shell}
                     DEPENDS migrate VERBATIM)
  list(APPEND written ${MIGRATE_WRITTEN}/migrate.${shell})
endforeach()

install(TARGETS migrate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(FILES ${MIGRATE_WRITTEN}/migrate.bash RENAME migrate COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${MIGRATE_WRITTEN}/migrate.fish COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Debian compresses pages, and its zsh looks elsewhere: there the component `debian` has these two.
install(FILES ${MIGRATE_WRITTEN}/migrate.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT pages)
install(FILES ${MIGRATE_WRITTEN}/migrate.zsh RENAME _migrate COMPONENT pages
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)

# The library: one archive per room behind the one target migrate::migrate. The engines' rooms stay
# closed: their headers are not installed. In the installed headers "lib/run/observer.h" is
# "migrate/run/observer.h", so that no other project's lib/ can be meant.
add_library(migrate_all INTERFACE)
target_link_libraries(migrate_all INTERFACE migrate_report migrate_engines)
set(exported migrate_all)
foreach(room base sql schema revision plan lint db history postgresql sqlite run engines workflow report)
  list(APPEND exported migrate_${room})
  set_target_properties(migrate_${room} PROPERTIES EXPORT_NAME ${room})
endforeach()
set_target_properties(migrate_all PROPERTIES EXPORT_NAME migrate)
install(TARGETS ${exported} EXPORT migrate COMPONENT development
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/migrate
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

file(GLOB_RECURSE headers CONFIGURE_DEPENDS lib/*.h)
add_custom_command(OUTPUT ${MIGRATE_WRITTEN}/headers
                   COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR}/lib
                           -DOUTPUT=${MIGRATE_WRITTEN}/include/migrate
                           -P ${CMAKE_SOURCE_DIR}/cmake/public_headers.cmake
                   COMMAND ${CMAKE_COMMAND} -E touch ${MIGRATE_WRITTEN}/headers
                   DEPENDS ${headers} ${CMAKE_SOURCE_DIR}/cmake/public_headers.cmake VERBATIM)
list(APPEND written ${MIGRATE_WRITTEN}/headers)
install(DIRECTORY ${MIGRATE_WRITTEN}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT development)

set(MIGRATE_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/migrate)
install(EXPORT migrate NAMESPACE migrate:: FILE migrate-targets.cmake
        DESTINATION ${MIGRATE_PACKAGE_DIR} COMPONENT development)
configure_package_config_file(cmake/migrate-config.cmake.in ${MIGRATE_WRITTEN}/migrate-config.cmake
                              INSTALL_DESTINATION ${MIGRATE_PACKAGE_DIR})
# Before 1.0 a minor version may change the library.
write_basic_package_version_file(${MIGRATE_WRITTEN}/migrate-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${MIGRATE_WRITTEN}/migrate-config.cmake
              ${MIGRATE_WRITTEN}/migrate-config-version.cmake
        DESTINATION ${MIGRATE_PACKAGE_DIR} COMPONENT development)

# Everything that is installed: `make install` builds this and no tests.
add_custom_target(installable ALL DEPENDS ${written})
add_dependencies(installable migrate migrate_report migrate_engines)
