package dev.gantry.engine.dockerapi;

import java.io.IOException;

/** Answers one operation of the API. */
@FunctionalInterface
interface ApiHandler {
    /** @throws dev.gantry.engine.error.EngineException becomes an error answer if nothing was sent yet */
    void handle(ApiRequest request) throws IOException, InterruptedException;
}
