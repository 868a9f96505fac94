package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.app.files.Trees;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// One performance of the demo from the first process to the last file: plays it on a stage, says what happened, clears
/// the stage, and tells whether everything was right and nothing was left behind.
public final class Performance {
    /// What is built or fetched is no part of a checkout.
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    /// It takes half a minute; a computer that is busy with other things may take its time.
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Plan plan;
    private final Path checkout;
    private final InstantSource clock;
    private final RandomGenerator entropy;
    private final Narrator narrator;

    /// A performance that has not begun.
    ///
    /// @param checkout what is put when the plan names no folder
    public Performance(Plan plan, Path checkout, Narrator narrator, InstantSource clock, RandomGenerator entropy) {
        this.plan = plan;
        this.checkout = checkout;
        this.narrator = narrator;
        this.clock = clock;
        this.entropy = entropy;
    }

    /// Plays it. Whatever goes wrong is told, not thrown.
    ///
    /// @return whether everything was right
    @SuppressWarnings("try") // patience is had, not used
    public boolean play() throws IOException {
        ObjectNode figures = Json.object().put("ok", false);
        Stage stage = Stage.open(clock, entropy);
        try (stage) {
            Path folder = plan.folder().isPresent() ? plan.folder().get() : snapshot(stage);
            var demo = new Demo(plan, folder, stage, narrator, clock);
            try (var patience = Patience.of(PATIENCE)) {
                demo.play();
            }
            figures.put("ok", true).setAll(demo.figures());
            narrator.table(demo.everybody(), demo.shares());
            if (plan.keep()) {
                stayUp(demo);
            }
        } catch (InterruptedException | InterruptedIOException e) {
            figures.put("ok", false).put("error", "it took longer than " + PATIENCE.toSeconds() + " seconds");
        } catch (IOException | UncheckedIOException e) {
            waitForTheCurtain(stage);
            figures.put("ok", false).put("error", String.valueOf(e.getMessage()));
        }
        if (!stage.isClean()) {
            figures.put("ok", false).put("error", "something was left behind in " + stage.dir());
        }
        narrator.finish(figures);
        return figures.path("ok").asBoolean();
    }

    /// A copy, so that a checkout that changes meanwhile disturbs no comparison.
    private Path snapshot(Stage stage) throws IOException {
        Path copy = stage.dir().resolve("checkout").resolve(String.valueOf(checkout.getFileName()));
        Files.createDirectories(stage.dir().resolve("checkout"));
        Trees.copy(checkout, copy, NOT_OURS);
        return copy;
    }

    private void stayUp(Demo demo) throws InterruptedException {
        narrator.pages(demo.everybody());
        new CountDownLatch(1).await();
    }

    /// When a signal has ended the nodes, their silence is no failure to tell of.
    private static void waitForTheCurtain(Stage stage) {
        if (stage.isClosed()) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
