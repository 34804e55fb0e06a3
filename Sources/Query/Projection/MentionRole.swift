/// As what an event names a thing. Numbers are in the index: a change takes a new schema version.
package enum MentionRole: Int64, Hashable, Sendable, CaseIterable {
    /// `epcList`, `childEPCs`.
    case epc = 1
    case parent = 2
    case inputEPC = 3
    case outputEPC = 4
    /// `quantityList`, `childQuantityList`.
    case epcClass = 5
    case inputClass = 6
    case outputClass = 7
    case transformation = 8
    /// Not named, but inside a container that the event moved.
    case carried = 9
}
