/// Whose goods are accounted for that came into being without inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.1.
package enum OriginRule: Hashable, Sendable {
    /// Those of every member that may create.
    case anyMaker
    /// Those of farms, cooperatives and collectors; of everybody what carries goods and is none.
    case growers
}
