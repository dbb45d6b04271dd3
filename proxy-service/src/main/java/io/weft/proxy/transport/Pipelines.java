package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import reactor.netty.NettyPipeline;

/**
 * Where our handlers stand: before {@link ConnectionEnd}, which stands before Reactor Netty's bridge. The bridge sees nothing
 * of the data but the channel's end.
 */
public final class Pipelines {
    private static final String END = "end";

    private Pipelines() {}

    /** First thing for every accepted channel of the data path. */
    static void accept(Channel channel) {
        begin(channel);
        append(channel.pipeline(), "first-word", new Draining.FirstWord());
    }

    /** First thing for every channel of the data path. */
    public static void begin(Channel channel) {
        PausableReads.install(channel);
        before(channel.pipeline(), NettyPipeline.ReactiveBridge, END, new ConnectionEnd());
    }

    /** Adds {@code handler} behind every handler of ours. */
    public static void append(ChannelPipeline pipeline, String name, ChannelHandler handler) {
        before(pipeline, END, name, handler);
    }

    private static void before(ChannelPipeline pipeline, String next, String name, ChannelHandler handler) {
        if (pipeline.context(next) == null) {
            pipeline.addLast(name, handler);
        } else {
            pipeline.addBefore(next, name, handler);
        }
    }
}
