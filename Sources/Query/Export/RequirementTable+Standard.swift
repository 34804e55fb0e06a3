extension RequirementTable {
    /// The table that comes with the program. It is a beginning and no legal advice: each line says where
    /// it is from, and whether that was read.
    package static let standard: RequirementTable = {
        do throws(RequirementTableFault) {
            return try RequirementTable(parsing: PackageResources.requirements_json)
        } catch {
            preconditionFailure("\(error.pointer) of the table: \(error.reason)")
        }
    }()
}
