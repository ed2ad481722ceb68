@echo off
rem Starts gan4j: with the Java that is next to it, else with that of JAVA_HOME, else with that of the path.
setlocal
for %%d in ("%~dp0..") do set "home=%%~fd"

set "java=java"
set "jdk="
if defined JAVA_HOME set "jdk=%JAVA_HOME%"
if exist "%home%\runtime\bin\java.exe" set "jdk=%home%\runtime"
if defined jdk set "java=%jdk%\bin\java.exe"
"%java%" -version >nul 2>&1
if errorlevel 1 goto missing

rem The file "release" tells the version, JAVA_VERSION="17.0.1"; where the Java of the path lies is not known.
set "version=17"
if defined jdk if exist "%jdk%\release" for /f "usebackq tokens=1,2 delims==" %%k in ("%jdk%\release") do if "%%k"=="JAVA_VERSION" set "version=%%~l"
for /f "delims=." %%v in ("%version%") do set "major=%%v"
if %major% lss 17 goto old

rem The formulas are not ASCII.
chcp 65001 >nul

rem Set, but to nothing, cannot be told from not set here: NO_COLOR needs no line.

rem A local libtorch is looked at before DJL takes it; from the environment DJL would take it as it is.
if defined PYTORCH_LIBRARY_PATH if not defined GAN4J_LIBTORCH set "GAN4J_LIBTORCH=%PYTORCH_LIBRARY_PATH%"
set PYTORCH_LIBRARY_PATH=
set PYTORCH_VERSION=
set PYTORCH_FLAVOR=

rem Threads that wait for each other sleep: spinning ones cost a small step 30 times its time when another process wants a core.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"

rem The bar of progress is for terminals of which the width is known.
"%java%" "@%home%\bin\java.options" -Dgan4j.columns=0 -cp "%home%\gan4j.jar" %GAN4J_JAVA_OPTS% org.gan4j.cli.Gan4j %*
exit /b %errorlevel%

rem No blocks for these: in a block, a path such as C:\Program Files (x86) would end it.
:missing
echo gan4j: there is no Java at '%java%'; install a Java 17 or newer, or set JAVA_HOME to one 1>&2
exit /b 1

:old
echo gan4j: the Java at '%java%' is too old (JAVA_VERSION="%version%"); install a Java 17 or newer, or set JAVA_HOME to one 1>&2
exit /b 1
