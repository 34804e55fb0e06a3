/// The order in which members learn of each other's goods; see ``SeasonDocument/wave``.
enum Wave: Int, Sendable {
    case harvest = 1
    case collection
    case drying
    case packing
    case storing
    case testing
    case inspection
    case export
    case transport
    case arrival
}
