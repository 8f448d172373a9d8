public import MockEngine
import MockModel

extension Engine: RequestAnswerer {
    /// The setting of the project version that answers now.
    public var bodyLimit: Int { current.project.settings.limits.body }
}
