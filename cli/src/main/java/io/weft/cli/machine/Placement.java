package io.weft.cli.machine;

import io.weft.injection.RedirectSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A workload's place on the machine: network namespace, address, redirect rules, private folder. Made and given back as a
 * whole, under the {@link FolderLock}.
 */
final class Placement {
    private static final String NO_DNS =
            "# The mesh's names are in /etc/hosts; nobody answers here, at once.\nnameserver 127.0.0.1\noptions timeout:1 attempts:1\n";

    private final MeshDirectory directory;
    private final PodName pod;
    private final String namespace;
    private final InetAddress address;

    private Placement(MeshDirectory directory, PodName pod, String namespace, InetAddress address) {
        this.directory = directory;
        this.pod = pod;
        this.namespace = namespace;
        this.address = address;
    }

    /** @param warnings told of annotations that cannot be read */
    static Placement make(MeshDirectory directory, WorkloadSpec spec, Consumer<String> warnings) {
        Placement placement = FolderLock.of(directory).holding(() -> reserve(directory, spec));
        try {
            FolderLock.of(directory).holding(() -> placement.fill(new Namespaces(directory), spec, warnings));
            return placement;
        } catch (RuntimeException e) {
            Uninterrupted.run(() -> placement.release(warnings));
            throw e;
        }
    }

    private static Placement reserve(MeshDirectory directory, WorkloadSpec spec) {
        Prune.run(directory);
        PodName pod = PodName.generate(spec.namespace(), spec.name());
        Runners runners = new Runners(directory);
        InetAddress address = runners.nextAddress();
        Placement placement = new Placement(directory, pod, new Namespaces(directory).of(pod), address);
        String service = spec.service();
        runners.put(new Runner(
                ProcessId.current(),
                placement.namespace,
                pod.toString(),
                address.getHostAddress(),
                service == null ? Set.of() : Set.of(spec.namespace() + "." + service)));
        return placement;
    }

    PodName pod() {
        return pod;
    }

    String namespace() {
        return namespace;
    }

    InetAddress address() {
        return address;
    }

    /** That, and the one of IPv6 where the machine has it. */
    List<InetAddress> addresses() {
        return Ipv6.usable() ? List.of(address, AddressPool.ipv6(address)) : List.of(address);
    }

    /**
     * Gives everything back, and kills whatever still runs in the namespace. What cannot be given back is told, and left to the
     * next command where the record of it still stands; a directory that is gone keeps nothing else.
     */
    void release(Consumer<String> notes) {
        CleanUp cleanUp = new CleanUp(pod.toString(), notes);
        try {
            FolderLock.of(directory).holding(() -> release(cleanUp));
        } catch (MachineException unlockable) {
            cleanUp.step("the lock of its mesh", () -> {
                throw unlockable;
            });
            release(cleanUp);
        }
    }

    private void release(CleanUp cleanUp) {
        cleanUp.step("its manifest", () -> new Manifests(directory).remove(Leftovers.podFile(pod)));
        cleanUp.step("its network namespace", () -> new Namespaces(directory).remove(namespace));
        cleanUp.step("its files", () -> {
            try {
                Folders.delete(directory.workload(pod));
                Logs.delete(directory, pod);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (cleanUp.isComplete()) {
            cleanUp.step("its record", () -> new Runners(directory).remove(namespace));
        }
        cleanUp.step("what nobody needs any more", () -> Prune.run(directory));
    }

    private void fill(Namespaces namespaces, WorkloadSpec spec, Consumer<String> warnings) {
        namespaces.createWorkload(pod, address);
        Namespaces.writeFile(namespace, "resolv.conf", NO_DNS);
        Namespaces.writeFile(namespace, "hosts", "127.0.0.1 localhost\n");
        if (!spec.injected()) {
            return;
        }
        Namespaces.redirect(namespace, RedirectSettings.forAnnotations(spec.annotations(), warnings));
        try {
            Folders.createOwned(directory.workload(pod), "rwx------", User.PROXY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
