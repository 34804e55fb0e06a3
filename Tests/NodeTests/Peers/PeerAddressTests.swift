import Testing

@testable import Node

struct PeerAddressTests {
    @Test(arguments: [
        ("https://node.example:8580", "node.example", 8580),
        ("https://10.0.0.1:1/", "10.0.0.1", 1),
        ("https://[2001:db8::1]:65535", "2001:db8::1", 65_535),
    ])
    func `host and port are read`(text: String, host: String, port: Int) throws {
        let address = try #require(PeerAddress(text))

        #expect((address.host, address.port) == (host, port))
    }

    @Test(arguments: [
        "", "node.example:8580", "http://node.example:8580", "https://node.example",
        "https://node.example:0", "https://node.example:65536", "https://node.example:-1",
        "https://:8580", "https://node.example:8580/path", "https://node.example/path:8580",
        "https://node.example:85a", "https://[]:1",
    ])
    func `anything else is no address`(text: String) {
        #expect(PeerAddress(text) == nil)
    }
}
