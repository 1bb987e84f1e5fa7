// The part for Windows names node.exe as the program that brings Node-API. Whatever the program is called that loads
// it, this finds the functions there.
#include <windows.h>
#include <delayimp.h>

static FARPROC WINAPI find_program(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return NULL;
  return (FARPROC)GetModuleHandleW(NULL);
}

extern "C" PfnDliHook __pfnDliNotifyHook2 = find_program;
