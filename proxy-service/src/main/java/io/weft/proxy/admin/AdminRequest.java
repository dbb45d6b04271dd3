package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;

/**
 * What is asked.
 *
 * @param query without the question mark; empty if there is none
 * @param local whether the client is on this machine
 * @param accept the header of that name; empty if there is none
 * @param body in UTF-8; empty where nobody would read it
 */
record AdminRequest(HttpMethod method, String path, String query, boolean local, String accept, String body) {}
