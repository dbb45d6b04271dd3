package io.weft.benchmarks.viz;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadId;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import io.weft.benchmarks.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Tells of the simulated pods, as destination-service does. Thread-safe. */
final class WorkloadsCalls extends WorkloadsGrpc.WorkloadsImplBase {
    private final WorkloadsUpdate all;

    WorkloadsCalls(SimulatedMesh mesh, Sidecars sidecars) {
        WorkloadsUpdate.Builder update = WorkloadsUpdate.newBuilder().setReset(true);
        for (int pod = 0; pod < mesh.pods(); pod++) {
            update.addApply(workload(mesh, pod, sidecars.address(pod)));
        }
        all = update.build();
    }

    /** A server on a free port of this machine, which is the caller's to end. */
    Server serve() {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new BenchmarkException("no port for the list of workloads", e);
        }
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WorkloadsUpdate> answers) {
        answers.onNext(all); // and nothing after it: nothing changes
    }

    private static Workload workload(SimulatedMesh mesh, int pod, InetSocketAddress admin) {
        int deployment = mesh.deployment(pod);
        return Workload.newBuilder()
                .setId(WorkloadId.newBuilder()
                        .setNamespace(SimulatedMesh.NAMESPACE)
                        .setKind("pod")
                        .setName(mesh.podName(pod)))
                .setOwnerKind("deployment")
                .setOwnerName(SimulatedMesh.name(deployment))
                .setServiceAccount(SimulatedMesh.name(deployment))
                .setIdentity(SimulatedMesh.identity(deployment))
                .setAdmin(TcpAddress.newBuilder()
                        .setIp(IPAddress.newBuilder()
                                .setIpv4(ByteBuffer.wrap(admin.getAddress().getAddress())
                                        .getInt()))
                        .setPort(admin.getPort()))
                .setReady(true)
                .setMeshed(true)
                .build();
    }
}
