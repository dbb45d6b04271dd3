package io.weft.proxy.control;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.weft.proxy.telemetry.BalancerMeter;
import java.util.Objects;

/** gRPC's own {@code round_robin}, which tells the channel's meter of its servers. */
final class CountedRoundRobin extends LoadBalancerProvider {
    static final String NAME = "weft_round_robin";
    static final NameResolver.Args.Key<BalancerMeter> METER = NameResolver.Args.Key.create("weft-control-balancer");

    static final CountedRoundRobin PROVIDER = new CountedRoundRobin();

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        BalancerMeter meter =
                Objects.requireNonNull(helper.getNameResolverArgs().getArg(METER));
        ServerCount count = new ServerCount(meter);
        LoadBalancerProvider theirs = LoadBalancerRegistry.getDefaultRegistry().getProvider("round_robin");
        return new Counted(
                Objects.requireNonNull(theirs).newLoadBalancer(new WatchedServers(helper, meter, count)), count);
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return 5;
    }

    @Override
    public String getPolicyName() {
        return NAME;
    }

    private static final class Counted extends LoadBalancer {
        private final LoadBalancer theirs;
        private final ServerCount count;

        Counted(LoadBalancer theirs, ServerCount count) {
            this.theirs = theirs;
            this.count = count;
        }

        @Override
        public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
            count.named(resolved.getAddresses());
            return theirs.acceptResolvedAddresses(resolved);
        }

        @Override
        public void handleNameResolutionError(Status error) {
            theirs.handleNameResolutionError(error);
        }

        @Override
        public void requestConnection() {
            theirs.requestConnection();
        }

        @Override
        public void shutdown() {
            theirs.shutdown();
        }
    }
}
