import Testing

@testable import Simulation

struct ClusterTests {
    @Test func `when the work is done, the network is silent`() {
        let plan = Plan(seed: 1, behaviours: [.honest, .honest, .honest, .honest])
        let cluster = Cluster(plan, chain: .transfers(validators: 4))
        cluster.start()
        cluster.mend()
        #expect(cluster.run(until: 60_000) { cluster.oracle.height >= 10 })
        cluster.clients.finish()
        cluster.weather = Weather()
        cluster.run(until: cluster.now + 20_000)
        let messages = cluster.messages

        cluster.run(until: cluster.now + 60_000)

        #expect(cluster.messages == messages)
        #expect(cluster.violation == nil)
    }

    @Test func `while too many are silent nothing is decided, and nothing goes wrong`() {
        let plan = Plan(seed: 2, behaviours: [.honest, .silent, .silent, .honest])
        let cluster = Cluster(plan, chain: .transfers(validators: 4))
        cluster.start()

        cluster.run(until: 60_000)

        #expect(cluster.oracle.height == 0)
        #expect(cluster.violation == nil)
    }
}
