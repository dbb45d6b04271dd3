package io.weft.proxy.control;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.util.ForwardingLoadBalancerHelper;
import io.grpc.util.ForwardingSubchannel;
import io.weft.proxy.telemetry.BalancerMeter;

/**
 * Watches what gRPC's balancer does: which servers are connected, and whether there is one to wait for. Where no server can be
 * reached calls fail at once, until one can.
 *
 * <p>Threading: gRPC's synchronization context.
 */
final class WatchedServers extends ForwardingLoadBalancerHelper {
    private final LoadBalancer.Helper channel;
    private final BalancerMeter meter;
    private final ServerCount count;

    WatchedServers(LoadBalancer.Helper channel, BalancerMeter meter, ServerCount count) {
        this.channel = channel;
        this.meter = meter;
        this.count = count;
    }

    @Override
    protected LoadBalancer.Helper delegate() {
        return channel;
    }

    @Override
    public void updateBalancingState(ConnectivityState state, SubchannelPicker picker) {
        meter.gate(state != ConnectivityState.TRANSIENT_FAILURE);
        super.updateBalancingState(state, picker);
    }

    @Override
    public Subchannel createSubchannel(CreateSubchannelArgs args) {
        return new Server(super.createSubchannel(args), count);
    }

    private static final class Server extends ForwardingSubchannel {
        private final Subchannel server;
        private final ServerCount count;

        Server(Subchannel server, ServerCount count) {
            this.server = server;
            this.count = count;
        }

        @Override
        protected Subchannel delegate() {
            return server;
        }

        @Override
        public void start(SubchannelStateListener listener) {
            super.start(state -> {
                count.state(server, state.getState());
                listener.onSubchannelState(state);
            });
        }
    }
}
