package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import java.io.IOException;
import java.util.function.Consumer;

/// One side-by-side run, of ours and of peers in turns.
public interface Bench {
    /// As `bench/run` takes it.
    String name();

    /// What it measures, in one line.
    String about();

    /// Measures, and hands over each figure once it is there.
    ///
    /// @throws IOException when ours fails; a peer that cannot be had is a figure without a peer's side
    void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException;
}
