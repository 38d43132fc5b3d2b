# The manual pages of the library: scripts/man makes them out of the headers when the library is built,
# since pages that are kept would differ from the headers some day. Whoever has no Python does without.

set(tnef_man_script "${PROJECT_SOURCE_DIR}/scripts/man")
set(tnef_makes_man FALSE)
if(EXISTS "${tnef_man_script}" AND (PROJECT_IS_TOP_LEVEL OR TNEF_BUILD_MAN))
    find_package(Python3 3.6 QUIET COMPONENTS Interpreter)
    if(Python3_Interpreter_FOUND)
        set(tnef_makes_man TRUE)
    endif()
endif()
option(TNEF_BUILD_MAN "Make the manual pages of the library (Python 3)" ${tnef_makes_man})
if(NOT TNEF_BUILD_MAN)
    return()
endif()
if(NOT tnef_makes_man)
    message(WARNING "Python 3 was not found: the manual pages of the library are left out")
    return()
endif()

# Which pages there are is known when they are made: so the folder is installed, whatever is in it.
set(tnef_man_dir "${PROJECT_BINARY_DIR}/man")
file(GLOB tnef_man_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/tnef/*.h")
add_custom_command(OUTPUT "${tnef_man_dir}/made"
    COMMAND "${Python3_EXECUTABLE}" "${tnef_man_script}" "${tnef_man_dir}/man3"
    COMMAND "${CMAKE_COMMAND}" -E touch "${tnef_man_dir}/made"
    # The date of the pages is that of the page of winmail.
    DEPENDS "${tnef_man_script}" "${PROJECT_SOURCE_DIR}/tools/winmail/winmail.1" ${tnef_man_headers}
    COMMENT "Making the manual pages of the library"
    VERBATIM)
add_custom_target(tnef_man ALL DEPENDS "${tnef_man_dir}/made")
# OPTIONAL: who built the target tnef alone installs without them.
install(DIRECTORY "${tnef_man_dir}/man3/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man3" OPTIONAL
    FILES_MATCHING PATTERN "*.3")
