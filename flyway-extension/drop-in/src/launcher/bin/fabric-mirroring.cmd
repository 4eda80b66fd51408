@echo off
rem Runs the commands of Fabric Mirroring for Flyway. What it goes by:
rem   FLYWAY_HOME  the folder of a Flyway, whose drivers are used; otherwise that of the flyway on the PATH
rem   CLASSPATH    more drivers, if there are any
rem   JAVA_HOME    the Java to run on, 17 or later; otherwise the java on the PATH, or the one that Flyway brings
rem   JAVA_ARGS    options for Java, as for Flyway
setlocal EnableExtensions DisableDelayedExpansion

set "FM_JAR="
for /f "delims=" %%F in ('dir /b "%~dp0..\flyway-fabric-mirroring-*-all.jar" 2^>nul') do set "FM_JAR=%~dp0..\%%F"
if not defined FM_JAR goto no_jar

set "FM_FLYWAY="
if not defined FLYWAY_HOME goto flyway_on_path
set "FM_FLYWAY=%FLYWAY_HOME%"
if exist "%FM_FLYWAY%\drivers\" goto flyway_known
goto no_drivers

:flyway_on_path
for %%F in (flyway.cmd) do set "FM_FLYWAY=%%~dp$PATH:F"
if defined FM_FLYWAY if not exist "%FM_FLYWAY%\drivers\" set "FM_FLYWAY="

:flyway_known
set "FM_CLASSPATH=%FM_JAR%"
if defined FM_FLYWAY set "FM_CLASSPATH=%FM_CLASSPATH%;%FM_FLYWAY%\drivers\*"
if defined CLASSPATH set "FM_CLASSPATH=%FM_CLASSPATH%;%CLASSPATH%"

if not defined JAVA_HOME goto java_on_path
set "FM_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%FM_JAVA%" goto run
goto no_java_home

:java_on_path
set "FM_JAVA="
for %%F in (java.exe) do set "FM_JAVA=%%~f$PATH:F"
if defined FM_JAVA goto run
if not defined FM_FLYWAY goto no_java
set "FM_JAVA=%FM_FLYWAY%\jre\bin\java.exe"
if exist "%FM_JAVA%" goto run
goto no_java

:run
"%FM_JAVA%" %JAVA_ARGS% -cp "%FM_CLASSPATH%" io.github.fabricmirroring.cli.FabricMirroring %*
exit /b %ERRORLEVEL%

:no_jar
echo fabric-mirroring: error: there is no flyway-fabric-mirroring-...-all.jar beside the folder bin: unpack the whole archive.>&2
exit /b 1

:no_drivers
echo fabric-mirroring: error: there is no folder drivers in FLYWAY_HOME.>&2
exit /b 1

:no_java_home
echo fabric-mirroring: error: there is no bin\java.exe in JAVA_HOME.>&2
exit /b 1

:no_java
echo fabric-mirroring: error: there is no Java: set JAVA_HOME to one of version 17 or later, or put it on the PATH.>&2
exit /b 1
