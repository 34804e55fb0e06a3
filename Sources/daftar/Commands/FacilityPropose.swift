import ArgumentParser
import EPCIS
import LedgerCore
import Traceability

/// Places where goods are kept and made, as a file for the administrators.
///
/// Spec: Docs/Spec/Rules.md §13.
extension NetworkPropose {
    struct Facility: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "facility",
            abstract: "What a place can hold, and make in a day, in place of what was known of it.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "As events name it: a URN, a Digital Link, another URI.")
        var place: String

        @Option(name: .long, help: "The member whose goods are there.") var holder: String
        @Option(name: .long, help: "A word for people, such as “drying works”.") var kind: String
        @Option(name: .long, help: "Kilograms that can lie there; none for no limit.")
        var capacity: UInt32?
        @Option(
            name: .long,
            help: "Kilograms that can be made there in a day; 0 for a place that is no more.")
        var throughput: UInt32?

        func perform(_ terminal: Terminal) async throws {
            guard let key = try? ObjectKey(parsing: place) else {
                throw CommandFailure.refused("“\(place)” is no identifier.")
            }
            let leaf = FacilityLeaf(
                holder: try memberID(holder), kind: kind,
                capacity: capacity.map { Int64($0) * 1_000_000 },
                throughput: throughput.map { Int64($0) * 1_000_000 })
            try options.draft([.setFacility(key.text, leaf)], terminal)
        }
    }
}
