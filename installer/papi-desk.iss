; The installer for Windows 10 and later: for the user who runs it, no administrator needed.
;   pyinstaller build.spec
;   iscc /DVersion=0.1.0 installer\papi-desk.iss        → dist\papi-desk-0.1.0-setup.exe
; Inno Setup 6.3 or later. It ships no Vietnamese of its own: every message it can show here is in Vietnamese.isl beside
; this file, over Inno's English. Not tried on Windows by the people who wrote it: try it once before handing it out.

#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{9E1B6B5C-4A3E-4E0B-9B0D-6A1F3C7D2E54}
AppName=PAPI Desk
AppVersion={#Version}
AppVerName=PAPI Desk {#Version}
AppPublisher=PAPI Desk
DefaultDirName={autopf}\PAPI Desk
DefaultGroupName=PAPI Desk
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
MinVersion=10.0
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
DisableProgramGroupPage=yes
LicenseFile=..\LICENSE
SetupIconFile=papi-desk.ico
UninstallDisplayIcon={app}\PAPI Desk.exe
UninstallDisplayName=PAPI Desk
OutputDir=..\dist
OutputBaseFilename=papi-desk-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no
UsePreviousAppDir=yes

[Languages]
Name: "vi"; MessagesFile: "compiler:Default.isl,Vietnamese.isl"

[Tasks]
Name: "desktopicon"; Description: "Biểu tượng trên màn hình nền"

[InstallDelete]
; libraries of an older version that the new one no longer has; the register is in another folder and is never touched
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\dist\papi-desk\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\PAPI Desk"; Filename: "{app}\PAPI Desk.exe"
Name: "{autoprograms}\PAPI Desk - Sổ tập"; Filename: "{app}\PAPI Desk.exe"; Parameters: "--practice"
Name: "{autoprograms}\PAPI Desk - Màn hình cho công dân"; Filename: "{app}\PAPI Desk.exe"; Parameters: "display"
Name: "{autodesktop}\PAPI Desk"; Filename: "{app}\PAPI Desk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\PAPI Desk.exe"; Description: "Mở PAPI Desk"; Flags: nowait postinstall skipifsilent
