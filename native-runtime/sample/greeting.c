/* The hello mode. */
#include "hello.h"

int greet(void) {
    fputs("\n"
          "Hello from a container!\n"
          "\n"
          "If you can read this, everything on the way here works:\n"
          "  1. your request reached Gantry, and Gantry let you in;\n"
          "  2. the engine stacked the image's layers and put a writable one on top;\n"
          "  3. it built namespaces and a cgroup around a new process, and started it;\n"
          "  4. what that process wrote came back to you.\n"
          "\n"
          "What next?\n"
          "  serve   the image's default: a page on port 8080 that shows the container's own limits\n"
          "  sh      a small shell to look around with; type help in it\n"
          "\n",
          stdout);
    return fflush(stdout) == 0 ? 0 : 1;
}
