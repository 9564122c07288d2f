package dev.gantry.engine.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names a stack of layers by all of their DiffIDs (OCI image-spec, config.md "Layer ChainID"). */
public record ChainId(Digest digest) {
    public static ChainId parse(String text) {
        return new ChainId(Digest.parse(text));
    }

    /** The stack of one layer alone. */
    public static ChainId of(DiffId lowest) {
        return new ChainId(lowest.digest());
    }

    /** This stack with one more layer on top. */
    public ChainId plus(DiffId upper) {
        return new ChainId(Digest.of((digest + " " + upper).getBytes(StandardCharsets.UTF_8)));
    }

    /** The stacks that end at each of the layers, lowest first. */
    public static List<ChainId> all(List<DiffId> lowestFirst) {
        List<ChainId> chains = new ArrayList<>(lowestFirst.size());
        for (DiffId layer : lowestFirst) {
            chains.add(chains.isEmpty() ? of(layer) : chains.getLast().plus(layer));
        }
        return chains;
    }

    /** The whole stack; empty for no layers. */
    public static Optional<ChainId> of(List<DiffId> lowestFirst) {
        List<ChainId> chains = all(lowestFirst);
        return chains.isEmpty() ? Optional.empty() : Optional.of(chains.getLast());
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
