# Installation: library, headers, papers, manual pages, the CMake package and the pkg-config file.

include(CMakePackageConfigHelpers)

set(tnef_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tnef")

install(TARGETS tnef EXPORT tnef-targets)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" TYPE INCLUDE FILES_MATCHING PATTERN "*.h")
include("${PROJECT_SOURCE_DIR}/cmake/TnefMan.cmake")

# The papers. Links between them hold after installing, but for those into the sources.
file(GLOB tnef_pages CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/docs/*.md" "${PROJECT_SOURCE_DIR}/docs/*.svg")
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/LICENSE"
              "${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${PROJECT_SOURCE_DIR}/SECURITY.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES ${tnef_pages} DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/tnef-config.cmake.in"
    "${PROJECT_BINARY_DIR}/tnef-config.cmake"
    INSTALL_DESTINATION "${tnef_cmake_dir}"
    NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tnef-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(EXPORT tnef-targets NAMESPACE tnef:: DESTINATION "${tnef_cmake_dir}")
install(FILES "${PROJECT_BINARY_DIR}/tnef-config.cmake"
              "${PROJECT_BINARY_DIR}/tnef-config-version.cmake"
        DESTINATION "${tnef_cmake_dir}")

# The build folder is a package too: -Dtnef_DIR=<build folder>.
export(EXPORT tnef-targets NAMESPACE tnef:: FILE "${PROJECT_BINARY_DIR}/tnef-targets.cmake")

# tnef.pc is filled in while installing, since `cmake --install --prefix` may choose another prefix
# than was configured. Absolute folders survive cmake_path(APPEND), relative ones follow the prefix.
cmake_path(APPEND tnef_pc_libdir "\${exec_prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND tnef_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
set(tnef_pc_prefix "@CMAKE_INSTALL_PREFIX@")

# An archive leaves it to its user to link what it needs: where nothing else is installed, that has to
# come without --static.
set(needs "")
if(BUILD_SHARED_LIBS)
    set(needs _private)
endif()
foreach(field IN ITEMS requires libs cflags)
    set(tnef_pc_${field} "")
    set(tnef_pc_${field}_private "")
endforeach()
if(ZLIB_FOUND)
    set(tnef_pc_requires${needs} zlib)
endif()
set(tnef_pc_cflags${needs} -DTNEF_STATIC)
if(tnef_needs_iconv)
    set(tnef_pc_libs${needs} -liconv)
endif()
configure_file("${PROJECT_SOURCE_DIR}/tnef.pc.in" "${PROJECT_BINARY_DIR}/tnef.pc.prefix" @ONLY)
cmake_path(APPEND tnef_pc_dir "${CMAKE_INSTALL_LIBDIR}" "pkgconfig")
install(CODE "
    configure_file(\"${PROJECT_BINARY_DIR}/tnef.pc.prefix\" \"${PROJECT_BINARY_DIR}/tnef.pc\" @ONLY)")
install(FILES "${PROJECT_BINARY_DIR}/tnef.pc" DESTINATION "${tnef_pc_dir}")

# pkg-config prefers this one to tnef.pc when the build folder is on its path.
set(tnef_pc_prefix "${PROJECT_SOURCE_DIR}")
set(tnef_pc_libdir "${PROJECT_BINARY_DIR}")
set(tnef_pc_includedir "\${prefix}/include")
configure_file("${PROJECT_SOURCE_DIR}/tnef.pc.in" "${PROJECT_BINARY_DIR}/tnef-uninstalled.pc" @ONLY)
