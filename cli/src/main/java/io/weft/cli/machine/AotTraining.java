package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the AOT caches that are missing: runs each program once more, beside the mesh and at the lowest priority, shows it some
 * work, and lets it end.
 *
 * <p>Threading: a thread of its own, which {@link #close} ends.
 *
 * @see "design, The house"
 */
final class AotTraining implements AutoCloseable {
    /** What a program calls its new cache. */
    static final String FILE = "new.aot";

    private static final String PROXY = "proxy-service";
    private static final String NAME = "aot-training";

    /** Services at a time; the sidecar, which is shown how much it can carry, has the machine for itself. */
    private static final int AT_A_TIME = Math.min(2, Runtime.getRuntime().availableProcessors());

    private final MeshContext context;
    private final Path cache;
    private final Path scratch;
    private final SidecarTraining sidecar;
    private final Consumer<String> notes;
    private final Thread thread;

    private AotTraining(MeshContext context, Path cache, Workload viz, Consumer<String> notes) {
        this.context = context;
        this.cache = cache;
        this.scratch = context.directory().training();
        this.sidecar = new SidecarTraining(trainingContext(), NAME, viz);
        this.notes = notes;
        this.thread = Thread.ofPlatform().name(NAME).daemon(true).unstarted(this::run);
    }

    private MeshContext trainingContext() {
        return context.with(context.installation().training(scratch));
    }

    /**
     * Begins, and returns at once.
     *
     * @param viz a meshed workload, on whose network both ports of {@link SidecarTraining} are free
     * @param notes told what was made, and what was not
     * @return null if no caches are wanted
     */
    static @Nullable AotTraining inBackground(MeshContext context, Workload viz, Consumer<String> notes) {
        Path cache = context.installation().cache();
        if (cache == null) {
            return null;
        }
        AotTraining training = new AotTraining(context, cache, viz, notes);
        training.thread.start();
        return training;
    }

    /** Waits until every cache is made or given up. */
    void await() throws InterruptedException {
        thread.join();
    }

    /** Gives up what is not finished, and waits until nothing is left of it. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trains what is missing; a program that cannot be trained goes without. */
    private void run() {
        List<String> made = new ArrayList<>();
        try {
            Folders.create(cache, "rwxr-xr-x");
            Folders.create(scratch, "rwx------");
            train(PROXY, User.PROXY, sidecar::give).ifPresent(made::add);
            trainServices(made);
        } catch (IOException e) {
            notes.accept("no AOT caches, without which programs start slower: " + MachineException.describe(e));
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        } finally {
            Uninterrupted.run(this::clear);
        }
        if (!made.isEmpty()) {
            notes.accept("AOT caches made for " + String.join(", ", made) + ": the next start is faster");
        }
    }

    /** Returns when all have ended, also where it is interrupted, and with it they. */
    private void trainServices(List<String> made) throws InterruptedException {
        List<Callable<Optional<String>>> all = programs().stream()
                .<Callable<Optional<String>>>map(
                        service -> () -> train(service.name(), service.user(), () -> lesson(service)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofPlatform().name(NAME + "-", 1).daemon(true).factory())) {
            threads.invokeAll(all).forEach(service -> service.resultNow().ifPresent(made::add));
        }
    }

    private Lesson lesson(Program.Dist service) {
        return new ServiceTraining(trainingContext(), NAME + "-" + service.name(), scratch).give(service);
    }

    private List<Program.Dist> programs() {
        return new ControlPlane(context.directory(), context.controlPlaneNamespace())
                .workloads(MeshSettings.usual("")).stream()
                        .map(WorkloadSpec::program)
                        .filter(Program.Dist.class::isInstance)
                        .map(Program.Dist.class::cast)
                        .toList();
    }

    /** What was made, for people. */
    private Optional<String> train(String program, User user, Supplier<Lesson> training) {
        try {
            AotCache target = AotCache.of(cache, context.installation(), program);
            return target.exists() ? Optional.empty() : train(target, program, user, training);
        } catch (IOException | UncheckedIOException | MachineException e) {
            if (!Thread.currentThread().isInterrupted()) {
                notes.accept("no AOT cache for " + program + ", which starts slower: " + MachineException.describe(e));
            }
            return Optional.empty();
        }
    }

    private Optional<String> train(AotCache target, String program, User user, Supplier<Lesson> training)
            throws IOException {
        Path folder = scratch.resolve(program);
        Folders.createOwned(folder, "rwx------", user);
        Lesson lesson = training.get();
        if (Thread.currentThread().isInterrupted()) {
            throw new MachineException("interrupted");
        }
        Path result = folder.resolve(FILE);
        boolean whole = lesson.whole() && Files.exists(result, LinkOption.NOFOLLOW_LINKS);
        if (whole) {
            target.put(result);
        }
        Folders.delete(folder);
        return whole ? Optional.of(program + lesson.inBrackets()) : Optional.empty();
    }

    private void clear() {
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
