package io.weft.cli.machine;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What keeping a mesh on this machine takes, as far as it needs neither root nor a mesh: reads manifests, and asks for a token. For
 * the AOT cache of the commands that do it.
 *
 * <p>Threading: the caller waits.
 */
public final class MeshTraining {
    private static final int TRIES = 5;
    private static final PodName POD = new PodName("training", "web-k3x9p");
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: training, name: web}
            spec:
              selector: {app: web}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {namespace: training, name: web-k3x9p, labels: {app: web}}
            spec:
              nodeName: here
              containers: [{name: web, ports: [{containerPort: 8080}]}]
            status: {podIP: 10.42.0.9, podIPs: [{ip: 10.42.0.9}], conditions: [{type: Ready, status: "True"}]}
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: training, name: web}
            spec:
              podSelector: {matchLabels: {app: web}}
              port: 8080
            """;

    private MeshTraining() {}

    /**
     * Nothing, where there is no epoll: neither is there a mesh then.
     *
     * @throws MachineException if something went another way than it does in a mesh
     */
    public static void give() throws IOException {
        if (!Epoll.isAvailable()) {
            return;
        }
        Path folder = Files.createTempDirectory("weft-training");
        try {
            Files.writeString(folder.resolve("training.yaml"), MANIFESTS + "---\n" + written());
            untilItIsDone(() -> read(folder));
            mint(folder.resolve("mint.sock"));
            var _ = Linux.isTerminal(0); // as any function of the C library
        } finally {
            Folders.delete(folder);
        }
    }

    /** A machine that builds may be too slow for the time that a mesh gives itself. */
    private static void untilItIsDone(Runnable attempt) {
        for (int i = 1; true; i++) {
            try {
                attempt.run();
                return;
            } catch (MachineException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void read(Path folder) {
        ManifestFolder.Content content = new ManifestFolder(folder).read();
        if (content.away().isPresent() || !content.refused().isEmpty()) {
            throw new MachineException("the manifests of the training: " + content);
        }
    }

    /** As those of workloads are written, and of a kind that nobody reads. */
    private static String written() {
        Map<String, Object> metadata = Map.of("namespace", POD.namespace(), "name", POD.name());
        return Manifests.text(List.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", metadata)));
    }

    private static void mint(Path socket) throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null) // unknown to unix sockets
                .addService(new TrainingCalls())
                .build()
                .start();
        try (Mint mint = new Mint(socket)) {
            untilItIsDone(() -> mint.mint(POD, "default"));
        } finally {
            server.shutdownNow();
            var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
