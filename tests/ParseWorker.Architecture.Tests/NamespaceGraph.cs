using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ParseWorker.Architecture.Tests;

/// <summary>Which namespace uses which, as the compiled code has it: signatures, fields, attributes and every instruction.</summary>
/// <param name="uses">Pairs of a namespace and one that it uses.</param>
internal sealed class NamespaceGraph(IEnumerable<(string From, string To)> uses)
{
    private readonly ILookup<string, string> _uses = uses
        .Where(use => use.From != use.To).Distinct().ToLookup(use => use.From, use => use.To);

    /// <summary>The namespaces of a project, and what they use in it and elsewhere.</summary>
    /// <param name="project">A project that these tests refer to.</param>
    public static NamespaceGraph Of(string project)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
        // What the compiler and its generators put elsewhere is not the project's.
        return new([.. module.GetTypes()
            .Where(type => NamespaceOf(type) == project || IsWithin(NamespaceOf(type), project))
            .SelectMany(type => TypesIn(type).SelectMany(Parts).Select(used => (NamespaceOf(type), NamespaceOf(used))))]);
    }

    /// <summary>The outermost types of a project, each with those that it uses, as full names.</summary>
    /// <param name="project">A project that these tests refer to.</param>
    public static ILookup<string, string> TypeUses(string project)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
        return module.GetTypes()
            .SelectMany(type => TypesIn(type).SelectMany(Parts).Select(used => (From: OutermostOf(type), To: OutermostOf(used))))
            .Where(use => use.From != use.To).Distinct().ToLookup(use => use.From, use => use.To);
    }

    /// <summary>The namespaces that use one, or one within it, in order.</summary>
    public IReadOnlyList<string> UsersOf(string name) =>
        [.. _uses.Where(uses => uses.Any(used => used == name
            || IsWithin(used, name))).Select(uses => uses.Key).Order(StringComparer.Ordinal)];

    /// <summary>Groups of namespaces that lead to each other, each as its names in order.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var reached = _uses.ToDictionary(uses => uses.Key, uses => ReachedFrom(uses.Key));
        var groups = reached.Keys.Where(name => reached[name].Contains(name))
            .Select(name => string.Join(", ", reached[name].Where(other => reached.TryGetValue(other, out var back)
                && back.Contains(name)).Order(StringComparer.Ordinal)));
        return [.. groups.Distinct()];
    }

    private HashSet<string> ReachedFrom(string name)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([name]);
        while (open.TryPop(out var at))
            foreach (var used in _uses[at])
                if (reached.Add(used)) open.Push(used);
        return reached;
    }

    private static bool IsWithin(string name, string outer) => name.StartsWith($"{outer}.", StringComparison.Ordinal);

    /// <summary>A nested type, and what the compiler makes of a lambda, belongs to its outermost type.</summary>
    private static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    private static string OutermostOf(TypeReference type) => type.DeclaringType is { } outer ? OutermostOf(outer) : type.FullName;

    private static IEnumerable<TypeReference> TypesIn(TypeDefinition type) =>
    [
        .. type.BaseType is { } ancestor ? new[] { ancestor } : [],
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.Methods.SelectMany(TypesIn),
    ];

    private static IEnumerable<TypeReference> TypesIn(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(TypesIn) : [],
    ];

    private static IEnumerable<TypeReference> TypesIn(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [
            method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : []],
        _ => [],
    };

    /// <summary>A type, what it is an array or a reference of, and its type arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
