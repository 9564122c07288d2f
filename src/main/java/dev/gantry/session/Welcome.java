package dev.gantry.session;

import dev.gantry.platform.ListeningAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Tells whoever started the server where it is and, the first time, the setup code. */
@ApplicationScoped
public class Welcome {
    @Inject
    FirstRun firstRun;

    /** Printed, not logged: log files are read by more people than consoles are. */
    @SuppressWarnings("SystemOut")
    void listening(@Observes ListeningAddress address) {
        System.out.println("Gantry is at " + address.url());
        firstRun.takeAnnouncement()
                .ifPresent(code -> System.out.println(
                        "Open " + address.url() + "/setup and create the administrator with the setup code " + code));
    }
}
