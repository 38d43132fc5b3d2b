# tnef_read_version(<header> <variable>): the version as M.m.p out of the line
#     #define TNEF_VERSION_NUMBER 0xMMmmpp
# of the public header, the one place where it is written.
function(tnef_read_version header variable)
    file(STRINGS "${header}" line
         REGEX "^#define TNEF_VERSION_NUMBER 0x[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]")
    if(NOT line MATCHES "0x([0-9A-Fa-f][0-9A-Fa-f])([0-9A-Fa-f][0-9A-Fa-f])([0-9A-Fa-f][0-9A-Fa-f])")
        message(FATAL_ERROR "${header} does not define TNEF_VERSION_NUMBER as 0xMMmmpp")
    endif()
    math(EXPR major "0x${CMAKE_MATCH_1}")
    math(EXPR minor "0x${CMAKE_MATCH_2}")
    math(EXPR patch "0x${CMAKE_MATCH_3}")
    set(${variable} "${major}.${minor}.${patch}" PARENT_SCOPE)
endfunction()
