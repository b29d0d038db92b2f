@echo off
rem Builds Stanch on first use and whenever a source file changed, and runs it from the caller's folder.
setlocal
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
dotnet build "%~dp0src\Cli\Cli.csproj" -c Release -v q --nologo 1>&2 || exit /b 70
dotnet "%~dp0artifacts\bin\Cli\release\stanch.dll" %*
