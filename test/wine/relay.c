/* The program of a bridge's window: hands its input and output to the test that listens on the port in this program's
 * own name, "...-PORT.exe". */
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

enum { MAX_PATH_LENGTH = 4096, PIECE = 4096 };

static SOCKET test;

static int port(void) {
  wchar_t path[MAX_PATH_LENGTH];
  GetModuleFileNameW(NULL, path, MAX_PATH_LENGTH);
  return _wtoi(wcsrchr(path, L'-') + 1);
}

static DWORD WINAPI send_input(void *unused) {
  (void)unused;
  char piece[PIECE];
  DWORD length;
  HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  while (ReadFile(input, piece, sizeof piece, &length, NULL) && length > 0) send(test, piece, length, 0);
  shutdown(test, SD_SEND);
  return 0;
}

int main(void) {
  WSADATA data;
  WSAStartup(MAKEWORD(2, 2), &data);
  test = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port())};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(test, (struct sockaddr *)&address, sizeof address) != 0) return 1;
  CreateThread(NULL, 0, send_input, NULL, 0, NULL);
  char piece[PIECE];
  DWORD written;
  HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
  for (int length; (length = recv(test, piece, sizeof piece, 0)) > 0;) WriteFile(output, piece, length, &written, NULL);
  return 0;
}
