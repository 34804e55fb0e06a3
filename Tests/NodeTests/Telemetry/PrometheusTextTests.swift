import Metrics
import Testing

@testable import Node

struct PrometheusTextTests {
    @Test func `instruments are written with help, type and labels`() {
        let registry = MetricsRegistry()
        registry.makeCounter(label: MetricNames.blocks, dimensions: []).increment(by: 3)
        registry.makeMeter(label: MetricNames.height, dimensions: []).set(7.0)

        #expect(
            PrometheusText.render(registry) == """
                # HELP daftar_ledger_blocks_total Blocks committed since start.
                # TYPE daftar_ledger_blocks_total counter
                daftar_ledger_blocks_total 3
                # HELP daftar_ledger_height Height of the last committed block.
                # TYPE daftar_ledger_height gauge
                daftar_ledger_height 7

                """)
    }

    @Test func `a histogram cumulates its buckets`() {
        let registry = MetricsRegistry()
        let timer = registry.makeTimer(label: "t", dimensions: [("path", "/a\"b")])
        timer.recordNanoseconds(300_000)
        timer.recordNanoseconds(700_000_000)
        timer.recordNanoseconds(60_000_000_000)

        let lines = PrometheusText.render(registry).split(separator: "\n")

        #expect(lines.contains(#"t_bucket{path="/a\"b",le="0.0005"} 1"#))
        #expect(lines.contains(#"t_bucket{path="/a\"b",le="1"} 2"#))
        #expect(lines.contains(#"t_bucket{path="/a\"b",le="+Inf"} 3"#))
        #expect(lines.contains(#"t_count{path="/a\"b"} 3"#))
    }

    @Test func `the same name and labels are the same instrument`() {
        let registry = MetricsRegistry()
        for _ in 0..<2 {
            registry.makeCounter(label: "c", dimensions: [("a", "b")]).increment(by: 1)
        }

        #expect(PrometheusText.render(registry).contains("c{a=\"b\"} 2"))
    }

    @Test func `every metric has its line of help`() {
        #expect(MetricNames.help.values.allSatisfy { $0.hasSuffix(".") })
    }
}
