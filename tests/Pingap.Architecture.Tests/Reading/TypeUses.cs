using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pingap.Architecture.Tests.Reading;

/// <summary>Collects what a type and all that is nested in it use.</summary>
internal sealed class TypeUses
{
    private readonly HashSet<(CodeType Type, string? Member)> _found = [];

    /// <summary>The types used, and the members that are called, read or written.</summary>
    public IReadOnlyCollection<(CodeType Type, string? Member)> Found => _found;

    public void AddWithNested(TypeDefinition type)
    {
        AddType(type.BaseType);
        AddAttributes(type);
        AddParameters(type);
        foreach (var implemented in type.Interfaces) AddType(implemented.InterfaceType);
        foreach (var field in type.Fields)
        {
            AddType(field.FieldType);
            AddAttributes(field);
        }

        foreach (var property in type.Properties)
        {
            AddType(property.PropertyType);
            AddAttributes(property);
        }

        foreach (var each in type.Events) AddType(each.EventType);
        foreach (var method in type.Methods) AddMethod(method);
        foreach (var nested in type.NestedTypes) AddWithNested(nested);
    }

    private void AddMethod(MethodDefinition method)
    {
        AddSignature(method);
        AddAttributes(method);
        AddParameters(method);
        foreach (var overridden in method.Overrides) AddMember(overridden);
        if (!method.HasBody) return;
        foreach (var variable in method.Body.Variables) AddType(variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers) AddType(handler.CatchType);
        foreach (var instruction in method.Body.Instructions) AddOperand(instruction);
    }

    private void AddOperand(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                AddType(type);
                break;
            case MethodReference method:
                AddMember(method);
                AddSignature(method);
                break;
            case FieldReference field:
                AddMember(field);
                AddType(field.FieldType);
                break;
        }
    }

    private void AddMember(MemberReference member)
    {
        AddType(member.DeclaringType);
        if (Outermost(member.DeclaringType) is { } type) _found.Add((type, member.Name));
    }

    private void AddSignature(MethodReference method)
    {
        AddType(method.ReturnType);
        foreach (var parameter in method.Parameters) AddType(parameter.ParameterType);
        if (method is not GenericInstanceMethod generic) return;
        foreach (var argument in generic.GenericArguments) AddType(argument);
    }

    private void AddParameters(IGenericParameterProvider generic)
    {
        foreach (var constraint in generic.GenericParameters.SelectMany(parameter => parameter.Constraints)) AddType(constraint.ConstraintType);
    }

    private void AddAttributes(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            AddType(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
            {
                if (argument.Value is TypeReference type) AddType(type);
            }
        }
    }

    private void AddType(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments) AddType(argument);
                break;
            case FunctionPointerType pointer:
                AddType(pointer.ReturnType);
                foreach (var parameter in pointer.Parameters) AddType(parameter.ParameterType);
                return;
            case IModifierType modified:
                AddType(modified.ElementType);
                return;
        }

        if (type is TypeSpecification { ElementType: { } element })
        {
            AddType(element);
        }
        else if (Outermost(type) is { } outermost)
        {
            _found.Add((outermost, null));
        }
    }

    private static CodeType? Outermost(TypeReference type)
    {
        while (type is TypeSpecification specification) type = specification.ElementType;
        while (type.DeclaringType is { } declaring) type = declaring;
        return type is GenericParameter ? null : new(type.Namespace, type.Name);
    }
}
