import NIOCore
import Testing

@testable import Node

struct ConnectionSourceTests {
    private func source(_ address: String) throws -> ConnectionSource {
        ConnectionSource(try SocketAddress(ipAddress: address, port: 1))
    }

    @Test func `an IPv4 address is a source, however it is written`() throws {
        #expect(try source("192.0.2.1") == source("::ffff:192.0.2.1"))
        #expect(try source("192.0.2.1") != source("192.0.2.2"))
    }

    @Test func `of an IPv6 address the network counts`() throws {
        #expect(try source("2001:db8:1:2::1") == source("2001:db8:1:2:ffff::9"))
        #expect(try source("2001:db8:1:2::1") != source("2001:db8:1:3::1"))
    }

    @Test func `what has no address is one source`() throws {
        #expect(ConnectionSource(nil) == ConnectionSource(nil))
        #expect(try ConnectionSource(nil) != source("192.0.2.1"))
    }
}
